/**
 * What people look at: the worlds of a scope seen as the life of one thing in them. {@link
 * org.rsmtck.explore.picture.Life} searches the scope and keeps of each world what the picture
 * shows; nothing in a {@link org.rsmtck.explore.picture.Diagram} is drawn by hand.
 */
@NullMarked
package org.rsmtck.explore.picture;

import org.jspecify.annotations.NullMarked;
