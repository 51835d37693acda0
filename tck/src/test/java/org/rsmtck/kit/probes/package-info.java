/** Whether the probes find what they are for. */
package org.rsmtck.kit.probes;
