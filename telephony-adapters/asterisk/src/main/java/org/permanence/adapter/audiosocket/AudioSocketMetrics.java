package org.permanence.adapter.audiosocket;

/// Counts what happens at the door of the streams. All methods are called on the event loop and must not block.
public interface AudioSocketMetrics {

    /// A connection was closed by us.
    void onRefused(AudioSocketRefusal refusal);

    /// So many samples of one side did not come in their time: there is silence in their place.
    void onSilenceInserted(long samples);

    /// So many samples of one side came when their time was over, and were dropped.
    void onSamplesDropped(long samples);
}
