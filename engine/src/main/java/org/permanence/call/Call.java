package org.permanence.call;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.privacy.PhoneNumber;

/// A call in progress, seen from the flow that handles it.
///
/// Every method that touches the line blocks until the switch has answered, and throws [CallEnded] once the caller
/// is gone. A call belongs to one virtual thread, the one its flow runs on; [#onHangup] alone is called from
/// others.
///
/// ```java
/// call.answer();
/// call.play(new Prompt("greeting"));
/// if (call.ask(EMERGENCY) instanceof Keyed(char key) && key == '1') {
///     call.bridge(new Line("doctor"), Duration.ofSeconds(20));
/// }
/// call.hangUp();
/// ```
public interface Call {

    /// How long whoever answers may take to accept a call by key.
    Duration ACCEPT_TIMEOUT = Duration.ofSeconds(30);

    CallId id();

    /// The flow that the switch asks for.
    FlowName flowName();

    /// The dialled number (DID): it says which practice is being called.
    PhoneNumber did();

    /// The caller's number as presented (CLI), if it can be one. Never an identity.
    Optional<PhoneNumber> caller();

    /// Whether the caller has been with a flow before: a restart of the engine came between, and the dialplan kept
    /// them.
    boolean isResumed();

    void answer() throws CallEnded;

    /// Plays a prompt to its end.
    ///
    /// @return false where it could not be played: the caller heard nothing, and the call goes on
    boolean play(Prompt prompt) throws CallEnded;

    Answer ask(Question question) throws CallEnded;

    /// Starts to say `prompt` and to play the ringing tone after it, in turn; both go on until the next thing the
    /// caller hears, and a line can be rung meanwhile.
    void announce(Prompt prompt) throws CallEnded;

    /// Starts music; it goes on until the next thing the caller hears, and is not disturbed by a line that rings.
    void holdMusic() throws CallEnded;

    /// Rings `line` for at most `patience` and joins it with the caller; returns when they have parted or the line
    /// did not answer. A line that rings for this caller already (a call that resumes) is not rung twice. `joined`
    /// runs once, on the call's own thread, as soon as both can hear each other.
    default BridgeOutcome bridge(Line line, Duration ringTimeout, Runnable onConnected) throws CallEnded {
        return bridge(line, ringTimeout, Optional.empty(), onConnected);
    }

    /// Rings `line` as [#bridge(Line, Duration, Runnable)] does, and whoever answers hears `question` first: only
    /// key 1 joins them. A machine presses none. `patience` is for the ringing; the question has its own time, at
    /// most [#ACCEPT_TIMEOUT].
    BridgeOutcome bridge(Line line, Duration ringTimeout, Optional<Prompt> question, Runnable onConnected)
            throws CallEnded;

    /// From here on the switch keeps the caller for a while, where the engine dies, so that it can go on.
    void surviveEngineLoss() throws CallEnded;

    /// Rings `line` for a caller who talks meanwhile: from any thread, and it returns at once. Whoever answers is
    /// joined with the caller, who parts from whom they talk with; [#bridge] of the same line then goes on with it.
    ///
    /// @param notice what whoever answers hears before they are joined
    /// @param unanswered told how it ended, on a thread of the switch, where nobody was joined; not where a bridge
    ///     goes on with it
    void ringTransferTarget(
            Line line, Duration ringTimeout, Optional<Prompt> notice, Consumer<BridgeOutcome> onUnanswered);

    /// From here on `ear` hears both sides whenever the caller is joined with somebody, through every bridge,
    /// until the call or the listening ends. Whoever is rung from here on hears `notice` before they are joined.
    /// Where nothing can be heard, the ear's end is told at once.
    AudioTap tapConversation(AudioListener listener, Prompt notice) throws CallEnded;

    /// From here on `ear` hears the caller, who is with nobody, and beside them what they are played, until the
    /// call or the listening ends. What was said until then is still heard before the ear's end is told; where
    /// nothing can be heard, that is at once.
    AudioTap tapCaller(AudioListener listener) throws CallEnded;

    /// Counts, from here on, the tones that a fax machine sends as it calls (CNG: 1100 Hz for half a second, again
    /// every three and a half). Nothing else of the call changes, whatever is heard.
    FaxTones countFaxTones() throws CallEnded;

    /// Ends the caller's side. Nothing happens if the caller has left before.
    void hangUp();

    /// Gives the caller back to the dialplan, which rings the practice's fallback line: a human. Nothing happens
    /// if the caller has left before.
    void sendToFallback();

    /// Runs `left` once, on a thread of the switch, as soon as the caller is gone; at once if they are gone
    /// already.
    void onHangup(Consumer<HangupCause> listener);
}
