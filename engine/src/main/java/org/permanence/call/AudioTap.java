package org.permanence.call;

/// A running tap: an [AudioListener] gets the audio of a call until the tap ends.
public interface AudioTap {

    /// Ends the tap. Does nothing if it has ended before.
    void end();
}
