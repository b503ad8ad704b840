package org.permanence.adapter.audio;

import java.nio.ByteBuffer;
import org.permanence.call.AudioListener;

/// Hears nothing: what is read of a call that nobody wants to hear.
public enum DiscardingListener implements AudioListener {
    INSTANCE;

    @Override
    public void onAudio(ByteBuffer sound) {}

    @Override
    public void noticeNotPlayed() {}

    @Override
    public void ended() {}
}
