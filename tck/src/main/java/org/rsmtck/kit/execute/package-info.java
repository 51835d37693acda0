/**
 * Programs of calls, and how they are run against an implementation, judged, and cut down to what
 * matters.
 */
package org.rsmtck.kit.execute;
