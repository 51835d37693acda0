/** Verdicts as data, and pure functions from them to the reports people read. */
package org.rsmtck.reports;
