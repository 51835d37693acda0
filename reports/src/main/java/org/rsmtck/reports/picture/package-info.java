/**
 * State diagrams as SVG, and the graph of a scope as JSON. {@link
 * org.rsmtck.reports.picture.Layout} decides where everything goes, with the Eclipse Layout Kernel;
 * {@link org.rsmtck.reports.picture.Picture} draws it.
 */
package org.rsmtck.reports.picture;
