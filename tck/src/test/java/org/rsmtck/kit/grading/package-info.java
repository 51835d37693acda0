/**
 * Grades the kit: implementations that are wrong in one way, which it must reject by the clause
 * that they break, and implementations that are odd and right, which it must let pass.
 */
package org.rsmtck.kit.grading;
