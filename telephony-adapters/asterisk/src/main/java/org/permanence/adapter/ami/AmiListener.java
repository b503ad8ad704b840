package org.permanence.adapter.ami;

import java.util.List;

/// Receives Asterisk's events. All calls come in order from one thread. If the listener blocks it, the event buffer
/// overflows.
public interface AmiListener {

    /// The connection is attached. Channels that are not in this list are gone. Later events may be older than the
    /// list.
    void onAttached(List<ChannelStatus> channels);

    void onEvent(AmiEvent event);

    /// The connection is lost and will be retried. Nothing is known until [#onAttached].
    void onDetached(DetachCause cause);

    /// Asterisk refused the account. The client does not retry; an operator must correct the settings.
    void onAccountRefused(String message);
}
