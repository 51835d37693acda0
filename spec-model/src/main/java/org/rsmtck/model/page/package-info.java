/**
 * The rules, one file for each call, in the order of its man page of section 3RSM: what success
 * does, each code of the page, and then what the page does not say and holds all the same. Every
 * rule is a constant that can be looked up by its name, and its id is one string.
 *
 * <p>What is said of every handle ({@code Handles}), pointer ({@code Pointers}), circumstance
 * ({@code Hindrances}), transfer ({@code Transfers}) or barrier ({@code Barriers}) is written once
 * there, and named in the file of each call that it holds for.
 */
@NullMarked
package org.rsmtck.model.page;

import org.jspecify.annotations.NullMarked;
