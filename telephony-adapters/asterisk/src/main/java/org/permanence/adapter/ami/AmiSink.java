package org.permanence.adapter.ami;

/// Where the decoder puts what it read, in the order of the wire.
interface AmiSink {

    /// The peer has said that it is Asterisk.
    void banner();

    /// The ordinal is the event's place among all events of this connection.
    void event(AmiEvent event, long ordinal);

    /// The action id is empty when the peer repeated none.
    void response(String actionId, AmiAnswer answer);

    void channelStatus(String actionId, ChannelStatus channel);

    void listEnd(String actionId, int items);
}
