/**
 * Files in TOML, bound to records: what the kit is told about an implementation, and about a scope.
 */
package org.rsmtck.kit.toml;
