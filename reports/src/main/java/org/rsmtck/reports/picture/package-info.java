/**
 * State diagrams of the model as SVG, kept as they were drawn. What draws them is among the tests,
 * as it needs a layout engine that no run does.
 */
package org.rsmtck.reports.picture;
