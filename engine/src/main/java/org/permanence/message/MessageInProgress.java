package org.permanence.message;

import org.permanence.call.AudioListener;
import org.permanence.privacy.PhoneNumber;

/// A message that a caller is leaving, as the caller's flow sees it.
public interface MessageInProgress extends AudioListener {

    /// Whether the caller's audio arrives. Do not play the tone before that.
    boolean isReceivingAudio();

    /// The tone has ended: audio from now on is stored.
    void start();

    /// Audio from now on is not stored.
    void stop();

    /// Whether the message has the minimum length.
    boolean isLongEnough();

    /// The caller asks to be called back at this number.
    ///
    /// @param confirmed whether the caller confirmed it by a key
    void setCallbackNumber(PhoneNumber number, boolean confirmed);

    /// Whether the message is sealed. Waits up to 5 seconds for it.
    boolean isSealed();

    /// The flow has ended. No callback number can be set afterwards.
    void flowEnded();
}
