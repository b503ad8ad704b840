package org.permanence.adapter.ami;

import java.util.List;

/// What [EventDispatcher] gives to the listener. It and [AmiEvent] name each other: a sealed type lists its cases.
sealed interface EventItem permits AmiEvent, EventItem.ConnectionNotice {

    /// A change of the connection itself. It fits into a full buffer.
    sealed interface ConnectionNotice extends EventItem {
        record Attached(List<ChannelStatus> channels) implements ConnectionNotice {}

        record Detached(DetachCause cause) implements ConnectionNotice {}

        record Refused(String message) implements ConnectionNotice {}
    }
}
