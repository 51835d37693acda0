/** The profiles that there are: readings of the page, and what shipped code does. */
package org.rsmtck.model.profile;
