package org.permanence.adapter.asterisk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.permanence.adapter.ami.AmiEvent;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.ChannelState;
import org.permanence.adapter.ami.AmiEvent.FullyBooted;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.HangupRequest;
import org.permanence.adapter.ami.AmiEvent.KeyPressed;
import org.permanence.adapter.ami.AmiEvent.OriginateResponse;
import org.permanence.adapter.ami.AmiEvent.UserEvent;
import org.permanence.adapter.ami.ChannelStatus;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.call.Switchboard.CallerLocation;

/// The channels of Asterisk and their bridges: loaded at each attachment, then kept up to date by events. Written
/// by AMI's delivery thread, read by all threads.
final class ChannelTable {

    /// The applications that a caller's channel runs only in the dialplan's fallback (see extensions.conf).
    private static final Set<String> FALLBACK_APPLICATIONS = Set.of("Dial", "Playback");

    /// The application of a channel that the dialplan's `Dial` rings, in a bridge or not.
    private static final String RUNG_APPLICATION = "AppDial";

    /// @param rungFor the linked id for which the dialplan's `Dial` rings this telephone; empty for callers and
    /// legs
    private record ChannelEntry(String channel, Optional<String> bridge, boolean inFallback, Optional<String> rungFor) {

        ChannelEntry in(Optional<String> newBridge) {
            return new ChannelEntry(channel, newBridge, inFallback, rungFor);
        }

        ChannelEntry atFallback(boolean now) {
            return new ChannelEntry(channel, bridge, now, rungFor);
        }
    }

    private final LegIds legIds;
    private final Map<String, ChannelEntry> channels = new ConcurrentHashMap<>();
    private volatile boolean known;

    ChannelTable(LegIds legIds) {
        this.legIds = legIds;
    }

    void load(List<ChannelStatus> statuses) {
        var loaded = statuses.stream()
                .filter(status -> !legIds.isHidden(status.uniqueid()))
                .collect(Collectors.toMap(ChannelStatus::uniqueid, ChannelTable::entryOf, (_, last) -> last));
        channels.keySet().retainAll(loaded.keySet());
        channels.putAll(loaded);
        known = true;
    }

    private static ChannelEntry entryOf(ChannelStatus status) {
        return new ChannelEntry(
                status.channel(),
                status.bridgeId(),
                status.application().filter(FALLBACK_APPLICATIONS::contains).isPresent(),
                status.application().filter(RUNG_APPLICATION::equals).map(_ -> status.linkedid()));
    }

    void apply(AmiEvent event) {
        switch (event) {
            case ChannelNew created -> {
                if (!legIds.isHidden(created.uniqueid())) {
                    channels.putIfAbsent(
                            created.uniqueid(),
                            new ChannelEntry(created.channel(), Optional.empty(), false, rungFor(created)));
                }
            }
            case BridgeEnter(var bridge, var id, var channel, var _, var _) -> {
                if (!legIds.isHidden(id)) {
                    channels.merge(
                            id,
                            new ChannelEntry(channel, Optional.of(bridge), false, Optional.empty()),
                            (entry, entered) -> entry.in(entered.bridge()));
                }
            }
            case BridgeLeave(var bridge, var id, var _, var _) ->
                channels.computeIfPresent(
                        id,
                        (_, entry) -> entry.bridge().equals(Optional.of(bridge)) ? entry.in(Optional.empty()) : entry);
            case UserEvent(var name, var id) -> {
                if (name.equals(DialplanNames.FALLBACK_EVENT) || name.equals(DialplanNames.RECEPTION_EVENT)) {
                    boolean inFallback = name.equals(DialplanNames.FALLBACK_EVENT);
                    channels.computeIfPresent(id, (_, entry) -> entry.atFallback(inFallback));
                }
            }
            case Hangup(var id, var _, var _) -> channels.remove(id);
            case ChannelState _, HangupRequest _, KeyPressed _, OriginateResponse _, FullyBooted _ -> {}
        }
    }

    /// The table is unknown until the next [#load]; its content is kept for comparison.
    void invalidate() {
        known = false;
    }

    boolean isKnown() {
        return known;
    }

    boolean hasChannel(String uniqueid) {
        return channels.containsKey(uniqueid);
    }

    /// The name of the channel with this uniqueid.
    Optional<String> channelOf(String uniqueid) {
        return Optional.ofNullable(channels.get(uniqueid)).map(ChannelEntry::channel);
    }

    /// Whether both channels are in one bridge.
    boolean areBridged(String one, String other) {
        return bridgeOf(one).isPresent() && bridgeOf(one).equals(bridgeOf(other));
    }

    /// The engine's leg that is bridged with this caller. A line rung by the dialplan's fallback is not one.
    Optional<String> legBridgedWith(CallId caller) {
        Optional<String> bridge = bridgeOf(caller.value());
        return bridge.isEmpty()
                ? Optional.empty()
                : membersOf(bridge).stream().filter(legIds::isLeg).findFirst();
    }

    List<String> membersOf(String bridge) {
        return membersOf(Optional.of(bridge));
    }

    /// The leg of `call` that rings or uses `line`, if a previous engine rang it.
    Optional<String> legOf(CallId call, Line line) {
        return channels.keySet().stream()
                .filter(id -> legIds.isLegOf(id, call, line))
                .findFirst();
    }

    /// Whether the dialplan's `Dial` rings, or has connected, a telephone for this linked id.
    boolean hasRung(String linkedid) {
        return channels.values().stream().anyMatch(entry -> entry.rungFor().equals(Optional.of(linkedid)));
    }

    /// Whether the caller is in the dialplan's fallback.
    boolean isInFallback(String uniqueid) {
        ChannelEntry entry = channels.get(uniqueid);
        return entry != null && entry.inFallback();
    }

    Map<CallId, CallerLocation> callers() {
        return channels.entrySet().stream()
                .filter(entry -> !legIds.isLeg(entry.getKey())
                        && entry.getValue().rungFor().isEmpty())
                .collect(Collectors.toMap(entry -> new CallId(entry.getKey()), entry -> locationOf(entry.getValue())));
    }

    /// The callers and the legs. The telephones that the dialplan rings for them are not counted.
    Set<String> parties() {
        return channels.entrySet().stream()
                .filter(entry -> entry.getValue().rungFor().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    int size() {
        return channels.size();
    }

    private Optional<String> rungFor(ChannelNew created) {
        boolean own = created.linkedid().equals(created.uniqueid()) || legIds.isLeg(created.uniqueid());
        return own ? Optional.empty() : Optional.of(created.linkedid());
    }

    private CallerLocation locationOf(ChannelEntry entry) {
        if (entry.inFallback()) {
            return CallerLocation.AT_FALLBACK;
        }
        List<String> members = entry.bridge().isEmpty() ? List.of() : membersOf(entry.bridge());
        if (members.size() < 2) {
            return CallerLocation.IN_RECEPTION; // Alone in a bridge: the other party is about to join or has just left.
        }
        return members.stream().anyMatch(legIds::isLeg) ? CallerLocation.TALKING : CallerLocation.AT_FALLBACK;
    }

    private List<String> membersOf(Optional<String> bridge) {
        return channels.entrySet().stream()
                .filter(entry -> entry.getValue().bridge().equals(bridge))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Optional<String> bridgeOf(String uniqueid) {
        return Optional.ofNullable(channels.get(uniqueid)).flatMap(ChannelEntry::bridge);
    }
}
