/** Where a run leaves what it finds: a folder of its own, written as it goes. */
package org.rsmtck.kit.runs;
