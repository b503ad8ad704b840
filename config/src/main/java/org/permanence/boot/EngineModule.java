package org.permanence.boot;

/// One part of the engine. Its constructor opens it, and periodic tasks do its regular work.
interface EngineModule extends AutoCloseable {

    /// Schedules the module's periodic tasks, each under the name shown in the log.
    void schedule(PeriodicTasks tasks);

    @Override
    void close();
}
