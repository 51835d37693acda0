/** Planted races, and what is computed for races. */
package org.rsmtck.kit.races;
