/** Whether concurrent programs find the races that they are for, and no others. */
package org.rsmtck.kit.histories;
