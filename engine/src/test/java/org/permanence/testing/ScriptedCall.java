package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.permanence.call.Answer;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.privacy.PhoneNumber;

/// A call whose caller follows a script. The flow under test runs on the test's own thread: the script answers each
/// step at once, so a test neither sleeps nor mocks.
public final class ScriptedCall implements Call {

    private sealed interface Step {
        record Hears(String prompt) implements Step {}

        record Presses(char key) implements Step {}

        record StaysSilent() implements Step {}

        record Rings(String line, BridgeOutcome outcome) implements Step {}

        record HangsUp() implements Step {}
    }

    private final PhoneNumber did;
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<String> transcript = new ArrayList<>();
    private final List<Consumer<HangupCause>> whenLeft = new ArrayList<>();

    private boolean returning;

    private ScriptedCall(PhoneNumber did) {
        this.did = did;
    }

    /// The caller was here before a restart of the engine.
    public ScriptedCall returning() {
        returning = true;
        return this;
    }

    public static ScriptedCall to(PhoneNumber did) {
        return new ScriptedCall(did);
    }

    public ScriptedCall hears(String prompt) {
        return then(new Step.Hears(prompt));
    }

    public ScriptedCall presses(char key) {
        return then(new Step.Presses(key));
    }

    public ScriptedCall staysSilent() {
        return then(new Step.StaysSilent());
    }

    public ScriptedCall talksTo(String line) {
        return then(new Step.Rings(line, BridgeOutcome.TALKED));
    }

    public ScriptedCall getsNoAnswerFrom(String line) {
        return then(new Step.Rings(line, BridgeOutcome.NO_ANSWER));
    }

    public ScriptedCall cannotReach(String line) {
        return then(new Step.Rings(line, BridgeOutcome.UNREACHABLE));
    }

    public ScriptedCall hangsUp() {
        return then(new Step.HangsUp());
    }

    /// Fails unless the flow played the script to its last line.
    public void assertPlayedOut() {
        if (!script.isEmpty()) {
            fail("script not played out%n  done: %s%n  left: %s".formatted(transcript, script));
        }
    }

    /// What happened on the line so far, in order, with the verbs that need no script: answered, music, hung up.
    public List<String> transcript() {
        return List.copyOf(transcript);
    }

    @Override
    public CallId id() {
        return new CallId("scripted");
    }

    @Override
    public PhoneNumber did() {
        return did;
    }

    @Override
    public boolean isReturning() {
        return returning;
    }

    @Override
    public void answer() {
        transcript.add("answered");
    }

    @Override
    public void play(Prompt prompt) throws CallEnded {
        Step step = take();
        if (!step.equals(new Step.Hears(prompt.name()))) {
            fail("the caller hears %s (expected: %s)%n  done: %s".formatted(prompt.name(), step, transcript));
        }
    }

    @Override
    public Answer ask(Question question) throws CallEnded {
        play(question.prompt());
        return switch (take()) {
            case Step.Presses(char key) -> new Answer.Keyed(key);
            case Step.StaysSilent() -> new Answer.Silence();
            case Step other -> fail("question %s: no answer in the script (found: %s)".formatted(question, other));
        };
    }

    @Override
    public void holdMusic() {
        transcript.add("music");
    }

    @Override
    public BridgeOutcome bridge(Line line, Duration patience, Runnable joined) throws CallEnded {
        if (take() instanceof Step.Rings(String name, BridgeOutcome outcome) && name.equals(line.name())) {
            if (outcome == BridgeOutcome.TALKED) {
                joined.run();
            }
            return outcome;
        }
        return fail("%s is rung, not in the script%n  done: %s".formatted(line.name(), transcript));
    }

    @Override
    public void hangUp() {
        transcript.add("hung up");
    }

    @Override
    public void handBack() {
        transcript.add("handed back");
    }

    @Override
    public void whenLeft(Consumer<HangupCause> left) {
        whenLeft.add(left);
    }

    private ScriptedCall then(Step step) {
        script.add(step);
        return this;
    }

    private Step take() throws CallEnded {
        if (script.isEmpty()) {
            return fail("the flow goes on past the script%n  done: %s".formatted(transcript));
        }
        Step step = script.remove();
        transcript.add(step.toString());
        if (step instanceof Step.HangsUp) {
            whenLeft.forEach(left -> left.accept(HangupCause.NORMAL));
            throw new CallEnded(HangupCause.NORMAL);
        }
        return step;
    }
}
