/** The conformance kit: sends calls to an implementation and asks the model about every reply. */
package org.rsmtck.kit;
