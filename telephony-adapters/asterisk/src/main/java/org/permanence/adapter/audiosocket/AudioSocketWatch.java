package org.permanence.adapter.audiosocket;

/// Counts what happens at the door of the streams. All methods are called on the event loop and must not block.
public interface AudioSocketWatch {

    /// A connection was closed by us.
    void refused(AudioSocketRefusal refusal);

    /// So many samples of one side did not come in their time: there is silence in their place.
    void silent(long samples);

    /// So many samples of one side came when their time was over, and were dropped.
    void dropped(long samples);
}
