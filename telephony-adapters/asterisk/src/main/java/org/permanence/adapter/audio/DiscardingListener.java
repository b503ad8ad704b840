package org.permanence.adapter.audio;

import java.nio.ByteBuffer;
import org.permanence.call.AudioListener;

/// Discards the audio of a call that has no listener.
public enum DiscardingListener implements AudioListener {
    INSTANCE;

    @Override
    public void onAudio(ByteBuffer sound) {}

    @Override
    public void noticeNotPlayed() {}

    @Override
    public void ended() {}
}
