package org.rsmtck.explore;

import static org.rsmtck.api.Out.NULL;
import static org.rsmtck.api.Out.VALID;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Out;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The values that arguments of calls are worth taking in a world: usual ones and odd ones.
 *
 * @param process that makes the calls
 * @param mostOdd how many arguments of one call may be odd
 */
record Arguments(Scope scope, World world, int process, int mostOdd) {

    /** The value of an argument, and how far it is from usual. */
    record Value<T>(T of, int odd) {}

    ProcessState me() {
        return world.process(process);
    }

    <T> List<Value<T>> values(List<T> usual, List<T> odd) {
        List<Value<T>> values = new ArrayList<>();
        usual.forEach(value -> values.add(new Value<>(value, 0)));
        if (mostOdd > 0) {
            odd.forEach(value -> values.add(new Value<>(value, 1)));
        }
        return values;
    }

    List<Value<Out>> outs() {
        return values(List.of(VALID), List.of(NULL));
    }

    boolean isTooOdd(Value<?>... arguments) {
        int odd = 0;
        for (Value<?> argument : arguments) {
            odd += argument.odd();
        }
        return odd > mostOdd;
    }

    /** A word that names the process that writes it. */
    Bytes word() {
        return Bytes.ofWord(0x5753_0000_0000_0000L | process);
    }

    List<Value<Long>> controllerHandles() {
        return handles(me().controllers().keys(), me().exports().keys());
    }

    List<Value<Long>> exportHandles() {
        return handles(me().exports().keys(), me().imports().keys());
    }

    List<Value<Long>> importHandles() {
        return handles(me().imports().keys(), me().exports().keys());
    }

    /** Of exports, which are usual whether or not the call is for them, and of imports. */
    List<Value<Long>> segmentHandles() {
        List<Value<Long>> both = new ArrayList<>();
        me().exports().keys().forEach(handle -> both.add(new Value<>(handle, 0)));
        both.addAll(handles(me().imports().keys(), me().controllers().keys()));
        return both;
    }

    /** The live handles, and odd ones: null, never issued, and one of another kind. */
    List<Value<Long>> handles(Set<Long> live, Set<Long> otherKind) {
        List<Long> odd = new ArrayList<>(List.of(0L, Alphabet.NEVER_ISSUED));
        otherKind.stream().limit(1).forEach(odd::add);
        return values(List.copyOf(live), odd);
    }
}
