/**
 * What the illumos code that people run does: its variant at each point, the order in which it
 * checks, and why, with the source. No reading of the page, and nothing of the page rests on it.
 */
package org.rsmtck.model.illumos;
