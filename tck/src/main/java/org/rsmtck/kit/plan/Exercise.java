package org.rsmtck.kit.plan;

import org.rsmtck.api.Capability;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Program;

import java.util.List;

/**
 * A program whose last call is to be made in a certain situation.
 *
 * @param owed what it is for; its rules are those that have a say in the situation
 * @param needs what a target must be capable of
 * @param orders of observers: the program runs once with each
 */
public record Exercise(
        Owed owed, List<Capability> needs, Program program, List<List<Observer>> orders) {}
