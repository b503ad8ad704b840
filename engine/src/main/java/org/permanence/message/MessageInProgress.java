package org.permanence.message;

import org.permanence.call.AudioListener;
import org.permanence.privacy.PhoneNumber;

/// A message while a caller leaves it, as their flow sees it.
public interface MessageInProgress extends AudioListener {

    /// Whether the caller is heard: before that there is no tone.
    boolean isReceivingAudio();

    /// The tone is over: what is said from now on is kept.
    void start();

    /// What is said from now on is not kept.
    void stop();

    /// Whether enough was said, or could have been, to be a message.
    boolean isLongEnough();

    /// Where the caller wants to be called back.
    ///
    /// @param confirmed whether they said by a key that it is right
    void setCallbackNumber(PhoneNumber number, boolean confirmed);

    /// Whether it is sealed; waits some seconds for it.
    boolean isSealed();

    /// The flow is over: nobody says any more where to call back.
    void flowEnded();
}
