/** One implementation of Remote Shared Memory over native memory, which passes the kit. */
package org.rsmtck.reference;
