package org.permanence.adapter.asterisk;

import java.util.List;
import java.util.Optional;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;

/// How the audio of calls reaches the engine. All methods return at once, on any thread.
interface AudioTaps {

    /// From now on `listener` gets the audio of the call whenever it is bridged.
    ///
    /// @return the AGI command that starts it in the call's own session, if one is needed
    Optional<AgiCommand> tapConversation(CallId call, AudioListener listener);

    /// From now on `listener` gets the audio of a caller who is alone.
    ///
    /// @return the AGI command that starts it in the call's own session. If empty, the tap is not possible and
    ///     [AudioListener#ended] has run
    Optional<AgiCommand> tapCaller(CallId call, AudioListener listener);

    /// Ends a tap: audio that Asterisk still holds is delivered, then the listener ends.
    void drain(CallId call);

    /// From now on `listener` gets the audio of a call that a previous engine tapped, if Asterisk still provides
    /// it.
    void resume(CallId call, AudioListener listener);

    /// Ends a tap at once.
    void stop(CallId call);

    /// The call is over: audio that Asterisk still holds is delivered, then the tap ends.
    void callEnded(CallId call);

    /// The channel `uniqueid` entered or left this bridge.
    void onBridgeChanged(String bridge, String uniqueid);

    /// The calls that are tapped now.
    List<CallId> tappedCalls();

    /// The calls that a crashed engine may have tapped.
    List<CallId> resumableCalls();

    /// The channel table was loaded again: events may have been missed before.
    void reconcile(ChannelTable channelTable);
}
