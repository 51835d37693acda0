/**
 * State diagrams as SVG. {@link org.rsmtck.reports.picture.Layout} decides where everything goes,
 * with the Eclipse Layout Kernel; {@link org.rsmtck.reports.picture.Picture} draws it.
 */
package org.rsmtck.reports.picture;
