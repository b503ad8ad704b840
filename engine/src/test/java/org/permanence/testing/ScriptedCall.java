package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.call.Answer;
import org.permanence.call.AudioListener;
import org.permanence.call.AudioTap;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.FaxTones;
import org.permanence.call.FlowName;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.privacy.PhoneNumber;

/// A call with a scripted caller. The flow under test runs on the test's own thread. The script answers each step
/// at once, so tests neither sleep nor mock.
public final class ScriptedCall implements Call {

    private sealed interface Step {
        record Hears(String prompt) implements Step {}

        record Presses(char key) implements Step {}

        record StaysSilent() implements Step {}

        /// The prompt cannot be played.
        record PromptFails() implements Step {}

        record Rings(String line, BridgeOutcome outcome) implements Step {}

        /// An action runs while caller and line are connected.
        record Talks(String line, Runnable duringCall) implements Step {}

        /// The caller hangs up while the line rings, or while connected.
        record HangsUpDuringBridge(String line, boolean joined) implements Step {}

        /// An action runs during the next step.
        record Event(Runnable action) implements Step {}

        record HangsUp() implements Step {}

        record HangsUpUnanswered() implements Step {}
    }

    private final PhoneNumber did;
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<String> transcript = new ArrayList<>();
    private final List<Consumer<HangupCause>> hangupListeners = new ArrayList<>();

    private CallId id = new CallId("scripted");
    private FlowName flowName = new FlowName("reception");
    private boolean returning;
    private Optional<PhoneNumber> caller = Optional.empty();
    private boolean callerAsserted;
    private Optional<AudioListener> audioListener = Optional.empty();
    private Optional<HangupCause> hangupCause = Optional.empty();
    private Optional<Consumer<BridgeOutcome>> secondLine = Optional.empty();
    private boolean canRingSecondLine = true;
    private boolean countsFaxTones;
    private int faxTones;
    private int entryKeys;

    private ScriptedCall(PhoneNumber did) {
        this.did = did;
    }

    public static ScriptedCall to(PhoneNumber did) {
        return new ScriptedCall(did);
    }

    /// The same call with another id, for scripts with several callers.
    public ScriptedCall withId(String callId) {
        id = new CallId(callId);
        return this;
    }

    /// Requests a flow other than the reception.
    public ScriptedCall forFlow(FlowName name) {
        flowName = name;
        return this;
    }

    /// Sets the number that the caller presents.
    public ScriptedCall from(PhoneNumber number) {
        caller = Optional.of(number);
        return this;
    }

    /// Sets the caller's number, which the carrier asserts.
    public ScriptedCall fromAsserted(PhoneNumber number) {
        callerAsserted = true;
        return from(number);
    }

    /// The call existed before a restart of the engine.
    public ScriptedCall returning() {
        returning = true;
        return this;
    }

    public ScriptedCall hears(String prompt) {
        return addStep(new Step.Hears(prompt));
    }

    public ScriptedCall presses(char key) {
        return addStep(new Step.Presses(key));
    }

    public ScriptedCall staysSilent() {
        return addStep(new Step.StaysSilent());
    }

    /// The next prompt cannot be played.
    public ScriptedCall cannotPlayPrompt() {
        return addStep(new Step.PromptFails());
    }

    public ScriptedCall talksTo(String line) {
        return addStep(new Step.Rings(line, BridgeOutcome.CONNECTED));
    }

    /// The caller is connected to the line, and the action runs during the conversation.
    public ScriptedCall talksTo(String line, Runnable duringCall) {
        return addStep(new Step.Talks(line, duringCall));
    }

    public ScriptedCall getsNoAnswerFrom(String line) {
        return addStep(new Step.Rings(line, BridgeOutcome.NO_ANSWER));
    }

    public ScriptedCall getsOutcomeFrom(String line, BridgeOutcome outcome) {
        return addStep(new Step.Rings(line, outcome));
    }

    public ScriptedCall cannotReach(String line) {
        return addStep(new Step.Rings(line, BridgeOutcome.UNREACHABLE));
    }

    /// Runs the action while the next line rings or the next prompt plays.
    public ScriptedCall duringNextStep(Runnable action) {
        return addStep(new Step.Event(action));
    }

    /// The caller sends this many fax tones while the next prompt plays; they count if the engine counts tones.
    public ScriptedCall sendsFaxTones(int tones) {
        return duringNextStep(() -> faxTones += countsFaxTones ? tones : 0);
    }

    /// The caller hangs up before the call is answered.
    public ScriptedCall hangsUpUnanswered() {
        return addStep(new Step.HangsUpUnanswered());
    }

    /// The caller hangs up instead of the next prompt, answer or connection.
    public ScriptedCall hangsUp() {
        return addStep(new Step.HangsUp());
    }

    public ScriptedCall hangsUpWhileItRings(String line) {
        return addStep(new Step.HangsUpDuringBridge(line, false));
    }

    /// The caller is connected to the line, and then the caller's leg is lost.
    public ScriptedCall isLostWhileTalkingTo(String line) {
        return addStep(new Step.HangsUpDuringBridge(line, true));
    }

    /// The caller hangs up now, whatever the flow does: for an event of a stepped clock.
    public void hangsUpNow() {
        hangupCause = Optional.of(HangupCause.NORMAL);
        transcript.add("left");
        List.copyOf(hangupListeners).forEach(listener -> listener.accept(HangupCause.NORMAL));
    }

    /// Fails unless the flow played the whole script.
    public void assertPlayedOut() {
        if (!script.isEmpty()) {
            fail("script not played out%n  done: %s%n  left: %s".formatted(transcript, script));
        }
    }

    /// What happened so far, in order, with the steps that need no script: answered, music, hung up.
    public List<String> transcript() {
        return List.copyOf(transcript);
    }

    /// Whether the call was sent to the fallback line.
    public boolean isSentToFallback() {
        return transcript.contains("handed back") && !transcript.contains("hung up");
    }

    /// Whether the engine hung up.
    public boolean isHungUp() {
        return transcript.contains("hung up") && !transcript.contains("handed back");
    }

    @Override
    public FlowName flowName() {
        return flowName;
    }

    @Override
    public CallId id() {
        return id;
    }

    @Override
    public PhoneNumber did() {
        return did;
    }

    @Override
    public Optional<PhoneNumber> caller() {
        return caller;
    }

    @Override
    public boolean isCallerAsserted() {
        return callerAsserted;
    }

    @Override
    public boolean isResumed() {
        return returning;
    }

    @Override
    public void answer() throws CallEnded {
        throwIfHungUp();
        if (script.peek() instanceof Step.HangsUpUnanswered) {
            nextStep();
        }
        transcript.add("answered");
    }

    @Override
    public boolean play(Prompt prompt) throws CallEnded {
        Step step = nextStepAfterEvents();
        if (step instanceof Step.PromptFails) {
            return false;
        }
        if (!step.equals(new Step.Hears(prompt.name()))) {
            fail("the caller hears %s (expected: %s)%n  done: %s".formatted(prompt.name(), step, transcript));
        }
        return true;
    }

    @Override
    public Answer playUntilKey(Prompt prompt) throws CallEnded {
        play(prompt);
        return script.peek() instanceof Step.Presses && nextStep() instanceof Step.Presses(char key)
                ? new Answer.Digit(key)
                : new Answer.NoInput();
    }

    @Override
    public Answer ask(Question question) throws CallEnded {
        entryKeys += question.continuesEntry() ? 1 : 0;
        var prompts = question.prompts().iterator();
        play(prompts.next());
        while (prompts.hasNext() && script.peek() instanceof Step.Hears) {
            play(prompts.next());
        }
        return switch (nextStep()) {
            case Step.Presses(char key) -> new Answer.Digit(key);
            case Step.StaysSilent() -> new Answer.NoInput();
            case Step other -> fail("question %s: no answer in the script (found: %s)".formatted(question, other));
        };
    }

    @Override
    public void announce(Prompt prompt) throws CallEnded {
        play(prompt);
    }

    @Override
    public void holdMusic() throws CallEnded {
        throwIfHungUp();
        transcript.add("music");
    }

    @Override
    public AudioTap tapConversation(AudioListener listener, Prompt notice) throws CallEnded {
        throwIfHungUp();
        transcript.add("listened to");
        audioListener = Optional.of(listener);
        return () -> {
            transcript.add("no longer listened to");
            audioListener = Optional.empty();
            listener.ended();
        };
    }

    @Override
    public AudioTap tapCaller(AudioListener listener) throws CallEnded {
        throwIfHungUp();
        transcript.add("heard alone");
        audioListener = Optional.of(listener);
        return () -> {
            transcript.add("no longer heard");
            audioListener = Optional.empty();
            listener.ended();
        };
    }

    /// The current audio listener.
    public Optional<AudioListener> audioListener() {
        return audioListener;
    }

    @Override
    public FaxTones countFaxTones() throws CallEnded {
        throwIfHungUp();
        countsFaxTones = true;
        return new FaxTones() {
            @Override
            public int count() {
                return faxTones;
            }

            @Override
            public void end() {
                countsFaxTones = false;
            }
        };
    }

    /// Whether fax tones are being counted.
    public boolean countsFaxTones() {
        return countsFaxTones;
    }

    /// How often the flow asked for one more key of an entry.
    public int entryKeys() {
        return entryKeys;
    }

    @Override
    public void surviveEngineLoss() throws CallEnded {
        throwIfHungUp();
        transcript.add("kept");
    }

    @Override
    public BridgeOutcome bridge(Line line, Duration patience, Optional<Prompt> question, Runnable joined)
            throws CallEnded {
        question.ifPresent(asked -> transcript.add("asks: " + asked.name()));
        Step step = nextStepAfterEvents();
        if (step instanceof Step.Rings(String name, BridgeOutcome outcome) && name.equals(line.name())) {
            if (outcome == BridgeOutcome.CONNECTED || outcome == BridgeOutcome.DROPPED) {
                joined.run();
            }
            return outcome;
        }
        if (step instanceof Step.Talks(String name, Runnable duringCall) && name.equals(line.name())) {
            joined.run();
            duringCall.run();
            return BridgeOutcome.CONNECTED;
        }
        if (step instanceof Step.HangsUpDuringBridge(String name, boolean talking) && name.equals(line.name())) {
            if (talking) {
                joined.run();
            }
            hangsUpNow();
            throw new CallEnded(HangupCause.NORMAL);
        }
        return fail("%s is rung, not in the script%n  done: %s".formatted(line.name(), transcript));
    }

    @Override
    public void ringTransferTarget(
            Line line, Duration patience, BeforeBridge heard, Consumer<BridgeOutcome> unanswered) {
        transcript.add("rings beside: " + line.name()
                + heard.question().map(prompt -> ", asked " + prompt.name()).orElse("")
                + heard.notice().map(prompt -> ", told " + prompt.name()).orElse(""));
        if (canRingSecondLine) {
            secondLine = Optional.of(unanswered);
        } else {
            unanswered.accept(BridgeOutcome.FAILED);
        }
    }

    /// From now on transfer lines cannot be rung.
    public void cannotRingSecondLine() {
        canRingSecondLine = false;
    }

    /// Ends the ringing of the transfer line with this outcome; has no effect if the transfer was completed.
    public void secondLineEnds(BridgeOutcome outcome) {
        secondLine
                .orElseThrow(() -> new AssertionError("transfer target: none is ringing (expected: one)"))
                .accept(outcome);
        secondLine = Optional.empty();
    }

    @Override
    public void hangUp() {
        transcript.add("hung up");
    }

    @Override
    public void sendToFallback() {
        transcript.add("handed back");
    }

    @Override
    public void onHangup(Consumer<HangupCause> listener) {
        hangupListeners.add(listener);
        hangupCause.ifPresent(listener);
    }

    private ScriptedCall addStep(Step step) {
        script.add(step);
        return this;
    }

    /// Runs pending actions first.
    private Step nextStepAfterEvents() throws CallEnded {
        Step step = nextStep();
        while (step instanceof Step.Event(var action)) {
            action.run();
            step = nextStep();
        }
        return step;
    }

    private Step nextStep() throws CallEnded {
        throwIfHungUp();
        if (script.isEmpty()) {
            return fail("the flow goes on past the script%n  done: %s".formatted(transcript));
        }
        Step step = script.remove();
        transcript.add(step.toString());
        if (step instanceof Step.HangsUp || step instanceof Step.HangsUpUnanswered) {
            hangsUpNow();
            throwIfHungUp();
        }
        return step;
    }

    private void throwIfHungUp() throws CallEnded {
        if (hangupCause.isPresent()) {
            throw new CallEnded(hangupCause.get());
        }
    }
}
