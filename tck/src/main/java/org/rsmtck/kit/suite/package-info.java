/** The suites: what is exercised, what each part of it counts for, and what came of it. */
package org.rsmtck.kit.suite;
