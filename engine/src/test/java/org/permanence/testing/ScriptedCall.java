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
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.privacy.PhoneNumber;

/// A call whose caller follows a script. The flow under test runs on the test's own thread: the script answers
/// each step at once, so a test neither sleeps nor mocks.
public final class ScriptedCall implements Call {

    private sealed interface Step {
        record Hears(String prompt) implements Step {}

        record Presses(char key) implements Step {}

        record StaysSilent() implements Step {}

        /// The prompt cannot be played.
        record HearsNothing() implements Step {}

        record Rings(String line, BridgeOutcome outcome) implements Step {}

        /// Something happens in the house while the two talk.
        record Talks(String line, Runnable meanwhile) implements Step {}

        /// The caller leaves while the line rings, or while the two talk.
        record LeavesTheBridge(String line, boolean joined) implements Step {}

        /// Something happens in the house while the prompt is heard, the line rings, or the two talk.
        record Meanwhile(Runnable happens) implements Step {}

        record HangsUp() implements Step {}

        record HangsUpUnanswered() implements Step {}
    }

    private final PhoneNumber did;
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<String> transcript = new ArrayList<>();
    private final List<Consumer<HangupCause>> whenLeft = new ArrayList<>();

    private CallId id = new CallId("scripted");
    private boolean returning;
    private Optional<PhoneNumber> caller = Optional.empty();
    private Optional<AudioListener> ear = Optional.empty();
    private Optional<HangupCause> gone = Optional.empty();
    private Optional<Consumer<BridgeOutcome>> beside = Optional.empty();
    private boolean ringsBeside = true;
    private boolean countsFaxTones;
    private int faxTones;

    private ScriptedCall(PhoneNumber did) {
        this.did = did;
    }

    public static ScriptedCall to(PhoneNumber did) {
        return new ScriptedCall(did);
    }

    /// Another id than the one every scripted call has, for a screenplay with several callers.
    public ScriptedCall named(String callId) {
        id = new CallId(callId);
        return this;
    }

    /// The number the caller presents.
    public ScriptedCall from(PhoneNumber number) {
        caller = Optional.of(number);
        return this;
    }

    /// The caller was here before a restart of the engine.
    public ScriptedCall returning() {
        returning = true;
        return this;
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

    /// What is to be heard next cannot be played.
    public ScriptedCall hearsNothing() {
        return then(new Step.HearsNothing());
    }

    public ScriptedCall talksTo(String line) {
        return then(new Step.Rings(line, BridgeOutcome.CONNECTED));
    }

    /// What happens in the house while the two talk.
    public ScriptedCall talksTo(String line, Runnable meanwhile) {
        return then(new Step.Talks(line, meanwhile));
    }

    public ScriptedCall getsNoAnswerFrom(String line) {
        return then(new Step.Rings(line, BridgeOutcome.NO_ANSWER));
    }

    public ScriptedCall finds(String line, BridgeOutcome outcome) {
        return then(new Step.Rings(line, outcome));
    }

    public ScriptedCall cannotReach(String line) {
        return then(new Step.Rings(line, BridgeOutcome.UNREACHABLE));
    }

    /// What happens in the house while the next line rings, or the next prompt is heard.
    public ScriptedCall meanwhile(Runnable happens) {
        return then(new Step.Meanwhile(happens));
    }

    /// The caller sends so many tones of a fax machine while the next prompt is heard: at the house, if it counts
    /// them.
    public ScriptedCall beeps(int tones) {
        return meanwhile(() -> faxTones += countsFaxTones ? tones : 0);
    }

    /// The caller hangs up before the house has answered.
    public ScriptedCall hangsUpUnanswered() {
        return then(new Step.HangsUpUnanswered());
    }

    /// The caller hangs up instead of hearing, answering or being joined next.
    public ScriptedCall hangsUp() {
        return then(new Step.HangsUp());
    }

    public ScriptedCall hangsUpWhileItRings(String line) {
        return then(new Step.LeavesTheBridge(line, false));
    }

    /// The caller and the line were joined, and then the caller's side was lost.
    public ScriptedCall isLostWhileTalkingTo(String line) {
        return then(new Step.LeavesTheBridge(line, true));
    }

    /// The caller hangs up now, whatever the flow is doing: for an event of a stepped clock.
    public void leaves() {
        gone = Optional.of(HangupCause.NORMAL);
        transcript.add("left");
        List.copyOf(whenLeft).forEach(left -> left.accept(HangupCause.NORMAL));
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

    /// Whether the line was given back to the dialplan, not hung up.
    public boolean isHandedBack() {
        return transcript.contains("handed back") && !transcript.contains("hung up");
    }

    /// Whether the line was hung up, not given back to the dialplan.
    public boolean isHungUp() {
        return transcript.contains("hung up") && !transcript.contains("handed back");
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
    public boolean isResumed() {
        return returning;
    }

    @Override
    public void answer() throws CallEnded {
        throwIfGone();
        if (script.peek() instanceof Step.HangsUpUnanswered) {
            take();
        }
        transcript.add("answered");
    }

    @Override
    public boolean play(Prompt prompt) throws CallEnded {
        Step step = takeAfterwards();
        if (step instanceof Step.HearsNothing) {
            return false;
        }
        if (!step.equals(new Step.Hears(prompt.name()))) {
            fail("the caller hears %s (expected: %s)%n  done: %s".formatted(prompt.name(), step, transcript));
        }
        return true;
    }

    @Override
    public Answer ask(Question question) throws CallEnded {
        var prompts = question.prompts().iterator();
        play(prompts.next());
        while (prompts.hasNext() && script.peek() instanceof Step.Hears) {
            play(prompts.next());
        }
        return switch (take()) {
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
        throwIfGone();
        transcript.add("music");
    }

    @Override
    public AudioTap tapConversation(AudioListener hears, Prompt notice) throws CallEnded {
        throwIfGone();
        transcript.add("listened to");
        ear = Optional.of(hears);
        return () -> {
            transcript.add("no longer listened to");
            ear = Optional.empty();
            hears.ended();
        };
    }

    @Override
    public AudioTap tapCaller(AudioListener hears) throws CallEnded {
        throwIfGone();
        transcript.add("heard alone");
        ear = Optional.of(hears);
        return () -> {
            transcript.add("no longer heard");
            ear = Optional.empty();
            hears.ended();
        };
    }

    /// Who listens to the call now.
    public Optional<AudioListener> ear() {
        return ear;
    }

    @Override
    public FaxTones countFaxTones() throws CallEnded {
        throwIfGone();
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

    /// Whether somebody counts the tones of a fax machine.
    public boolean countsFaxTones() {
        return countsFaxTones;
    }

    @Override
    public void surviveEngineLoss() throws CallEnded {
        throwIfGone();
        transcript.add("kept");
    }

    @Override
    public BridgeOutcome bridge(Line line, Duration patience, Optional<Prompt> question, Runnable joined)
            throws CallEnded {
        question.ifPresent(asked -> transcript.add("asks: " + asked.name()));
        Step step = takeAfterwards();
        if (step instanceof Step.Rings(String name, BridgeOutcome outcome) && name.equals(line.name())) {
            if (outcome == BridgeOutcome.CONNECTED) {
                joined.run();
            }
            return outcome;
        }
        if (step instanceof Step.Talks(String name, Runnable meanwhile) && name.equals(line.name())) {
            joined.run();
            meanwhile.run();
            return BridgeOutcome.CONNECTED;
        }
        if (step instanceof Step.LeavesTheBridge(String name, boolean talking) && name.equals(line.name())) {
            if (talking) {
                joined.run();
            }
            leaves();
            throw new CallEnded(HangupCause.NORMAL);
        }
        return fail("%s is rung, not in the script%n  done: %s".formatted(line.name(), transcript));
    }

    @Override
    public void ringTransferTarget(
            Line line, Duration patience, Optional<Prompt> notice, Consumer<BridgeOutcome> unanswered) {
        transcript.add("rings beside: " + line.name()
                + notice.map(prompt -> ", told " + prompt.name()).orElse(""));
        if (ringsBeside) {
            beside = Optional.of(unanswered);
        } else {
            unanswered.accept(BridgeOutcome.FAILED);
        }
    }

    /// From here on the switch rings no line beside a talk.
    public void ringsNobody() {
        ringsBeside = false;
    }

    /// The line that rings beside the talk ends so; a flow that has taken it over is not told.
    public void besideEnds(BridgeOutcome outcome) {
        beside.orElseThrow(() -> new AssertionError("no line rings beside")).accept(outcome);
        beside = Optional.empty();
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
    public void onHangup(Consumer<HangupCause> left) {
        whenLeft.add(left);
        gone.ifPresent(left);
    }

    private ScriptedCall then(Step step) {
        script.add(step);
        return this;
    }

    /// What happens meanwhile happens first.
    private Step takeAfterwards() throws CallEnded {
        Step step = take();
        while (step instanceof Step.Meanwhile(var happens)) {
            happens.run();
            step = take();
        }
        return step;
    }

    private Step take() throws CallEnded {
        throwIfGone();
        if (script.isEmpty()) {
            return fail("the flow goes on past the script%n  done: %s".formatted(transcript));
        }
        Step step = script.remove();
        transcript.add(step.toString());
        if (step instanceof Step.HangsUp || step instanceof Step.HangsUpUnanswered) {
            leaves();
            throwIfGone();
        }
        return step;
    }

    private void throwIfGone() throws CallEnded {
        if (gone.isPresent()) {
            throw new CallEnded(gone.get());
        }
    }
}
