// One kind of handshake with one configuration, to be begun again and again: a refusal makes both
// ends forget a session, so that each resumption has a first handshake of its own.
#pragma once

#include "support/puppet_script.h"

namespace vitrine::test {

class Stage {
  public:
    Stage(trace::Role engine_role, const Cast& cast, bool resumes)
        : role_(engine_role),
          cast_(cast),
          resumes_(resumes),
          config_(config_for(engine_role, cast)) {}

    /// Both ends, before the first word of the handshake; null if there is nothing to resume.
    std::unique_ptr<Scene> begin(engine::ConnectionOptions options = {});
    /// The honest steps of the scene begun last.
    [[nodiscard]] Script script() const;

    engine::Config& config() { return *config_; }
    [[nodiscard]] trace::Role role() const { return role_; }
    [[nodiscard]] const Cast& cast() const { return cast_; }
    [[nodiscard]] bool resumes() const { return resumes_; }

  private:
    [[nodiscard]] Cast now() const;

    trace::Role role_;
    Cast cast_;
    bool resumes_;
    std::unique_ptr<engine::Config> config_;
    Memory memory_;
    std::optional<handshake::Session> session_;
};

}  // namespace vitrine::test
