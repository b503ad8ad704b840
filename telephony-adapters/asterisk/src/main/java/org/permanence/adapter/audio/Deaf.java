package org.permanence.adapter.audio;

import java.nio.ByteBuffer;
import org.permanence.call.Ear;

/// Hears nothing: what is read of a call that nobody wants to hear.
public enum Deaf implements Ear {
    EAR;

    @Override
    public void hears(ByteBuffer sound) {}

    @Override
    public void untold() {}

    @Override
    public void ended() {}
}
