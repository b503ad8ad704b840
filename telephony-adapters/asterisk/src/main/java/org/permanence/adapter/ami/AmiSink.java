package org.permanence.adapter.ami;

/// Receives what the decoder reads, in the order of the wire.
interface AmiSink {

    /// The peer has identified itself as Asterisk.
    void banner();

    /// An event. `ordinal` is its place among all events of this connection.
    void event(AmiEvent event, long ordinal);

    /// An answer. The action id is empty if the peer repeated none.
    void response(String actionId, AmiAnswer answer);

    void channelStatus(String actionId, ChannelStatus channel);

    void listEnd(String actionId, int items);
}
