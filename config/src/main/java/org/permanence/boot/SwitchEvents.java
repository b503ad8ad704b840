package org.permanence.boot;

import java.util.Optional;
import org.permanence.adapter.asterisk.AsteriskSwitch;
import org.permanence.call.CallId;
import org.permanence.metrics.EngineMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the events of the switch for the engine's modules.
///
/// @param reconcile compares the queue with the switch, soon
record SwitchEvents(Runnable reconcile, EngineMetrics metrics, QueueModule queues, Optional<RecordsModule> records)
        implements AsteriskSwitch.SwitchListener {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchEvents.class);

    @Override
    public void onChannelsChanged() {
        reconcile.run();
    }

    @Override
    public void onFallbackRinging() {
        metrics.fallback();
    }

    @Override
    public void onCallerRefused() {
        metrics.callerRefused();
    }

    @Override
    public void onUnexpectedChannel() {
        metrics.unexpectedChannel();
    }

    @Override
    public void onKeyPressed(CallId call, char key) {
        queues.signals().onKeyPressed(call, key);
        records.ifPresent(module -> module.recordings().active().keyPressed(call, key));
    }

    @Override
    public void onAccountRefused(String message) {
        LOG.atError()
                .addKeyValue("expected", "the AMI secret of Asterisk's manager.conf")
                .log("engine.ami-login-refused");
    }
}
