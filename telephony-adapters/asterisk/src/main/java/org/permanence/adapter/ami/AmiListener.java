package org.permanence.adapter.ami;

import java.util.List;

/// Who hears what Asterisk tells. All calls come in order from one thread; a listener that blocks it makes the
/// inbox overflow.
public interface AmiListener {

    /// The connection stands. What is not in this list does not exist any more; events told later may be older than
    /// it.
    void onAttached(List<ChannelStatus> channels);

    void onEvent(AmiEvent event);

    /// The connection is lost and will be tried again; until `attached` nothing is known.
    void onDetached(DetachCause cause);

    /// Asterisk refused the account. Nothing more is tried until somebody has changed the settings.
    void onAccountRefused(String message);
}
