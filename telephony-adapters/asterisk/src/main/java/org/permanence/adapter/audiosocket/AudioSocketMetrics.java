package org.permanence.adapter.audiosocket;

/// Counts refusals and lost audio. All methods run on the event loop and must not block.
public interface AudioSocketMetrics {

    /// The engine closed a connection.
    void onRefused(AudioSocketRefusal refusal);

    /// Samples of one side did not arrive in time and were replaced by silence.
    void onSilenceInserted(long samples);

    /// Samples of one side arrived too late, or too early, and were dropped.
    void onSamplesDropped(long samples);
}
