package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Observation;

/**
 * A call that is about to be made.
 *
 * @param judge as it was before the call; never changed
 * @param aim what was looked for by then
 */
record Invocation(int process, Call call, Judge judge, Aim aim) {

    Invocation by(Judge otherwise) {
        return new Invocation(process, call, otherwise, aim);
    }

    Observation.Called answered(Reply reply) {
        return new Observation.Called(process, call, reply);
    }
}
