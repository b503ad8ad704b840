package org.permanence.adapter.ami;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The headers that are read, by their name on the wire. None of them has personal data.
enum HeaderKey {
    ACTION_ID("ActionID"),
    APPLICATION("Application"),
    BRIDGE("BridgeUniqueid"),
    BRIDGE_ID("BridgeID"),
    CAUSE("Cause"),
    CHANNEL("Channel"),
    CHANNEL_STATE("ChannelState"),
    DIGIT("Digit"),
    DIRECTION("Direction"),
    EVENT_LIST("EventList"),
    ITEMS("ListItems"),
    LINKEDID("Linkedid"),
    MEMBERS("BridgeNumChannels"),
    MESSAGE("Message"),
    REASON("Reason"),
    RESPONSE("Response"),
    SYSTEM_NAME("SystemName"),
    UNIQUEID("Uniqueid"),
    USER_EVENT("UserEvent"),
    /// Of a variable that the engine read: none that it reads has personal data.
    VALUE("Value");

    private static final HeaderKey[][] BY_FIRST_BYTE = byFirstByte();

    private final String wire;

    HeaderKey(String name) {
        this.wire = name + ": ";
    }

    /// The length of the key in bytes, with its colon and space.
    int length() {
        return wire.length();
    }

    /// The key at the start of a line, if it is known.
    static @Nullable HeaderKey of(byte[] line, int from, int to) {
        int first = from < to ? line[from] : 0;
        if (first > 0) {
            for (HeaderKey key : BY_FIRST_BYTE[first]) {
                if (key.starts(line, from, to)) {
                    return key;
                }
            }
        }
        return null;
    }

    private boolean starts(byte[] line, int from, int to) {
        int length = wire.length();
        if (to - from < length) {
            return false;
        }
        for (int i = 1; i < length; i++) { // The first byte is known to match.
            if (line[from + i] != wire.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static HeaderKey[][] byFirstByte() {
        HeaderKey[][] table = new HeaderKey[128][];
        for (int i = 0; i < table.length; i++) {
            List<HeaderKey> keys = new ArrayList<>();
            for (HeaderKey key : values()) {
                if (key.wire.charAt(0) == i) {
                    keys.add(key);
                }
            }
            table[i] = keys.toArray(new HeaderKey[0]);
        }
        return table;
    }
}
