package org.permanence.adapter.asterisk;

import java.util.List;
import java.util.Optional;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;

/// How what is said in calls reaches the engine. All methods return at once, on any thread.
interface AudioTaps {

    /// From here on `ear` hears the call whenever it is joined.
    ///
    /// @return what Asterisk must be told first, in the call's own session
    Optional<AgiCommand> tapConversation(CallId call, AudioListener listener);

    /// From here on `ear` hears a caller who is with nobody.
    ///
    /// @return what Asterisk must be told first, in the call's own session; without it the ear's end has been told
    Optional<AgiCommand> tapCaller(CallId call, AudioListener listener);

    /// Nobody wants to hear more of it than was said: what Asterisk still holds is heard, and then that ends.
    void drain(CallId call);

    /// From here on `ear` hears a call that an engine listened to before, if Asterisk can still be heard of it.
    void resume(CallId call, AudioListener listener);

    /// Nobody wants to hear the call any more.
    void stop(CallId call);

    /// The call is over: what Asterisk still holds of it is heard, and then that ends too.
    void callEnded(CallId call);

    /// Who is joined with whom has changed in this bridge, by `uniqueid`.
    void onBridgeChanged(String bridge, String uniqueid);

    /// The calls that are listened to now.
    List<CallId> tappedCalls();

    /// The calls that an engine which died may have been listening to.
    List<CallId> resumableCalls();

    /// The picture was drawn anew: what happened meanwhile was not told.
    void reconcile(ChannelTable channelTable);
}
