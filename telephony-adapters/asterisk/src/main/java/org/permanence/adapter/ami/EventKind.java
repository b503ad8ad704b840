package org.permanence.adapter.ami;

import static org.permanence.adapter.ami.HeaderKey.ACTION_ID;
import static org.permanence.adapter.ami.HeaderKey.APPLICATION;
import static org.permanence.adapter.ami.HeaderKey.BRIDGE;
import static org.permanence.adapter.ami.HeaderKey.BRIDGE_ID;
import static org.permanence.adapter.ami.HeaderKey.CAUSE;
import static org.permanence.adapter.ami.HeaderKey.CHANNEL;
import static org.permanence.adapter.ami.HeaderKey.CHANNEL_STATE;
import static org.permanence.adapter.ami.HeaderKey.DIGIT;
import static org.permanence.adapter.ami.HeaderKey.DIRECTION;
import static org.permanence.adapter.ami.HeaderKey.ITEMS;
import static org.permanence.adapter.ami.HeaderKey.LINKEDID;
import static org.permanence.adapter.ami.HeaderKey.MEMBERS;
import static org.permanence.adapter.ami.HeaderKey.REASON;
import static org.permanence.adapter.ami.HeaderKey.RESPONSE;
import static org.permanence.adapter.ami.HeaderKey.SYSTEM_NAME;
import static org.permanence.adapter.ami.HeaderKey.UNIQUEID;
import static org.permanence.adapter.ami.HeaderKey.USER_EVENT;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The events that are read, by their name on the wire, with the headers that each needs. All others are skipped.
enum EventKind {
    CHANNEL_NEW("Newchannel"),
    CALLER_ID_CHANGED("NewCallerid"),
    CHANNEL_STATE_CHANGED("Newstate"),
    BRIDGE_ENTER("BridgeEnter"),
    BRIDGE_LEAVE("BridgeLeave"),
    HANGUP_REQUESTED("HangupRequest"),
    HANGUP("Hangup"),
    KEY_PRESSED("DTMFEnd"),
    ORIGINATE_RESPONSE("OriginateResponse"),
    FULLY_BOOTED("FullyBooted"),
    USER_EVENT_SAID("UserEvent"),
    STATUS("Status"),
    STATUS_COMPLETE("StatusComplete");

    private static final EventKind[] ALL = values();
    private static final Map<EventKind, Set<HeaderKey>> WANTED = wanted();

    private final String wire;

    EventKind(String wire) {
        this.wire = wire;
    }

    boolean wants(HeaderKey key) {
        Set<HeaderKey> keys = WANTED.get(this);
        return keys != null && keys.contains(key);
    }

    static @Nullable EventKind named(byte[] bytes, int from, int to) {
        for (EventKind kind : ALL) {
            if (kind.is(bytes, from, to)) {
                return kind;
            }
        }
        return null;
    }

    private boolean is(byte[] bytes, int from, int to) {
        int length = wire.length();
        if (to - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != wire.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Map<EventKind, Set<HeaderKey>> wanted() {
        Map<EventKind, Set<HeaderKey>> wanted = new EnumMap<>(EventKind.class);
        for (EventKind kind : ALL) {
            wanted.put(kind, kind.keys());
        }
        return wanted;
    }

    private EnumSet<HeaderKey> keys() {
        return switch (this) {
            case CHANNEL_NEW, CALLER_ID_CHANGED -> EnumSet.of(SYSTEM_NAME, UNIQUEID, CHANNEL, LINKEDID, CHANNEL_STATE);
            case CHANNEL_STATE_CHANGED -> EnumSet.of(SYSTEM_NAME, UNIQUEID, CHANNEL, CHANNEL_STATE);
            case BRIDGE_ENTER -> EnumSet.of(SYSTEM_NAME, BRIDGE, UNIQUEID, CHANNEL, LINKEDID, MEMBERS);
            case BRIDGE_LEAVE -> EnumSet.of(SYSTEM_NAME, BRIDGE, UNIQUEID, CHANNEL, MEMBERS);
            case HANGUP_REQUESTED -> EnumSet.of(SYSTEM_NAME, UNIQUEID, CHANNEL);
            case HANGUP -> EnumSet.of(SYSTEM_NAME, UNIQUEID, CHANNEL, CAUSE);
            case KEY_PRESSED -> EnumSet.of(SYSTEM_NAME, UNIQUEID, CHANNEL, DIGIT, DIRECTION);
            case ORIGINATE_RESPONSE -> EnumSet.of(SYSTEM_NAME, ACTION_ID, RESPONSE, REASON);
            case FULLY_BOOTED -> EnumSet.noneOf(HeaderKey.class);
            case USER_EVENT_SAID -> EnumSet.of(SYSTEM_NAME, UNIQUEID, USER_EVENT);
            case STATUS -> EnumSet.of(UNIQUEID, CHANNEL, LINKEDID, CHANNEL_STATE, BRIDGE_ID, APPLICATION, ACTION_ID);
            case STATUS_COMPLETE -> EnumSet.of(ITEMS, ACTION_ID);
        };
    }
}
