package org.permanence.adapter.ami;

import java.util.List;

/// What the delivery thread hands to the listener.
sealed interface Deliverable permits AmiEvent, Deliverable.Notice {

    /// A change of the connection itself. Never refused by a full inbox.
    sealed interface Notice extends Deliverable {
        record Attached(List<ChannelStatus> channels) implements Notice {}

        record Detached(DetachCause cause) implements Notice {}

        record Refused(String message) implements Notice {}
    }
}
