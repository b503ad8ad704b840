package org.permanence.adapter.ami;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The legs whose Originate this connection sent, by action id, until Asterisk reports the outcome. Used on the
/// connection's thread only.
final class OriginatedLegs {

    private final Map<String, String> byActionId = new HashMap<>();

    void sent(AmiAction action, String actionId) {
        switch (action) {
            case AmiAction.Originate originate -> byActionId.put(actionId, originate.legId());
            case AmiAction.CallBack callBack -> byActionId.put(actionId, callBack.callId());
            case AmiAction.Notify notify -> byActionId.put(actionId, notify.callId());
            case AmiAction.Overhear _,
                    AmiAction.Login _,
                    AmiAction.Logoff _,
                    AmiAction.Ping _,
                    AmiAction.ReadChannels _,
                    AmiAction.ReadVariable _,
                    AmiAction.SetGlobal _,
                    AmiAction.SetVariable _,
                    AmiAction.HangUp _,
                    AmiAction.StopMixMonitor _ -> {} // Their outcome is in the answer, or in other events.
        }
    }

    /// The leg of this action; empty if the action is not one of this connection, or has ended before.
    Optional<String> ended(String actionId) {
        return Optional.ofNullable(byActionId.remove(actionId));
    }
}
