package org.permanence.call;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.privacy.PhoneNumber;

/// A call in progress, as the flow sees it.
///
/// Every method that touches the line blocks until the switch has answered, and throws [CallEnded] once the caller
/// is gone. A call belongs to one virtual thread, on which its flow runs. Only [#onHangup] and
/// [#ringTransferTarget] may be called from other threads.
///
/// ```java
/// call.answer();
/// call.play(new Prompt("greeting"));
/// if (call.ask(EMERGENCY) instanceof Digit(char key) && key == '1') {
///     call.bridge(new Line("doctor"), Duration.ofSeconds(20), () -> {});
/// }
/// call.hangUp();
/// ```
public interface Call {

    /// The longest time a person who answers may take to accept a call by key.
    Duration ACCEPT_TIMEOUT = Duration.ofSeconds(30);

    CallId id();

    /// The flow that the switch asks for.
    FlowName flowName();

    /// The dialled number (DID), which belongs to a practice.
    PhoneNumber did();

    /// The caller's number as presented (caller id), if it is a number. Never an identity.
    Optional<PhoneNumber> caller();

    /// Whether the number of [#caller] is proven: the carrier asserts it (P-Asserted-Identity, RFC 3325, on a trunk
    /// whose settings say so), or the engine rang it and a person accepted. Anything else may be forged.
    boolean isCallerAsserted();

    /// Whether an earlier flow has handled this caller: the engine restarted and the dialplan kept the caller, or
    /// the engine called the caller back.
    boolean isResumed();

    void answer() throws CallEnded;

    /// Plays a prompt to its end.
    ///
    /// @return false if it could not be played; the caller heard nothing, and the call goes on
    boolean play(Prompt prompt) throws CallEnded;

    /// Plays a prompt to its end, or until the caller presses a key.
    ///
    /// @return the key; no input if none was pressed or the prompt could not be played
    Answer playUntilKey(Prompt prompt) throws CallEnded;

    /// Asks a question. A key that repeats the key before it at once is no answer: one press may arrive as two
    /// keys.
    Answer ask(Question question) throws CallEnded;

    /// Starts to repeat `prompt` and the ringing tone. Both go on until the next prompt, music or bridge; a line
    /// can be rung at the same time.
    void announce(Prompt prompt) throws CallEnded;

    /// Starts hold music. It goes on until the next prompt or bridge, also while a line rings. The call survives
    /// the loss of the engine from then on ([#surviveEngineLoss]).
    void holdMusic() throws CallEnded;

    /// Rings `line` for at most `ringTimeout` and bridges it with the caller. Returns when the bridge has ended or
    /// the line did not answer. A line that already rings for this caller, because the call resumed, is not rung
    /// again. `onConnected` runs once, on the call's own thread, as soon as both can hear each other.
    default BridgeOutcome bridge(Line line, Duration ringTimeout, Runnable onConnected) throws CallEnded {
        return bridge(line, ringTimeout, Optional.empty(), onConnected);
    }

    /// Rings `line` as [#bridge(Line, Duration, Runnable)] does, but plays `question` to the person who answers.
    /// Only key 1 connects them: an answering machine presses no key. `ringTimeout` limits the ringing; the
    /// question takes at most [#ACCEPT_TIMEOUT] more.
    BridgeOutcome bridge(Line line, Duration ringTimeout, Optional<Prompt> question, Runnable onConnected)
            throws CallEnded;

    /// From now on, if the engine dies, the switch keeps the caller for a while so that an engine can continue the
    /// call.
    void surviveEngineLoss() throws CallEnded;

    /// Rings `line` for a caller who is bridged with another line. May be called from any thread and returns at
    /// once. On answer the caller leaves the other line and is bridged with this one; [#bridge] of the same line
    /// then continues the call.
    ///
    /// @param heard what the person who answers hears first
    /// @param onUnanswered runs on a thread of the switch if the line was not connected; not if a bridge took the
    ///     line over
    void ringTransferTarget(Line line, Duration ringTimeout, BeforeBridge heard, Consumer<BridgeOutcome> onUnanswered);

    /// What a person who answers hears before they are connected with the caller.
    ///
    /// @param notice   played last, before the bridge
    /// @param question played first; only key 1 leads to the bridge, as in [#bridge]
    record BeforeBridge(Optional<Prompt> notice, Optional<Prompt> question) {}

    /// Taps the call: from now on `listener` gets the audio of both sides whenever the caller is connected, through
    /// every bridge, until the call or the tap ends. Each line rung from now on hears `notice` before it is
    /// connected. If the tap cannot start, [AudioListener#ended] runs at once.
    AudioTap tapConversation(AudioListener listener, Prompt notice) throws CallEnded;

    /// Taps a caller who is alone: `listener` gets what the caller says and, on the other channel, what is played
    /// to the caller, until the call or the tap ends. Audio from before the end still arrives before
    /// [AudioListener#ended]. If the tap cannot start, [AudioListener#ended] runs at once.
    AudioTap tapCaller(AudioListener listener) throws CallEnded;

    /// Starts to count the tones that a calling fax machine sends (CNG: 1,100 Hz for 0.5 s, every 3.5 s). The call
    /// is not affected otherwise.
    FaxTones countFaxTones() throws CallEnded;

    /// Hangs up the caller. Does nothing if the caller is gone.
    void hangUp();

    /// Returns the caller to the dialplan, which rings the practice's fallback lines. Does nothing if the caller is
    /// gone.
    void sendToFallback();

    /// Runs `listener` once, on a thread of the switch, when the caller is gone; at once if they are gone already.
    void onHangup(Consumer<HangupCause> listener);
}
