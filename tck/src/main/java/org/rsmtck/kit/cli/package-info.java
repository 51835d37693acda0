/** The command line: what people and CI jobs ask of the kit, and what they are told. */
package org.rsmtck.kit.cli;
