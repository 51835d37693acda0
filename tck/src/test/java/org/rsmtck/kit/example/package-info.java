/**
 * Wrong implementations to show what the kit says of them: the ones that the README and the command
 * line's tests run.
 */
package org.rsmtck.kit.example;
