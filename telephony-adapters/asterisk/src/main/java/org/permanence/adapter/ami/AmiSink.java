package org.permanence.adapter.ami;

/// Receives what the decoder reads, in the order of the wire.
interface AmiSink {

    /// The peer has identified itself as Asterisk.
    void banner();

    /// An event. `ordinal` is its place among all events of this connection.
    void event(AmiEvent event, long ordinal);

    /// The outcome of an Originate: Asterisk sends it to all connections, with the action id of the one that asked.
    void originateResponse(String actionId, boolean success, int reason, long ordinal);

    /// A response. The action id is empty if the peer repeated none.
    void response(String actionId, AmiResponse response);

    void channelStatus(String actionId, ChannelStatus channel);

    void listEnd(String actionId, int items);
}
