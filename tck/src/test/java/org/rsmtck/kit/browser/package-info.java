/**
 * Pages that the kit writes, opened in a browser without a window: whether they fit, and can be
 * read, printed and walked through.
 */
package org.rsmtck.kit.browser;
