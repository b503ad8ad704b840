package org.permanence.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.java21.instrument.binder.jdk.VirtualThreadMetrics;

/// Metrics of the JVM: memory, threads, garbage collection, pinned virtual threads.
final class JvmMetrics implements AutoCloseable {

    private final VirtualThreadMetrics virtualThreads = new VirtualThreadMetrics();
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    JvmMetrics(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        virtualThreads.bindTo(registry);
    }

    @Override
    public void close() {
        virtualThreads.close();
        garbageCollection.close();
    }
}
