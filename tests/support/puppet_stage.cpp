#include "support/puppet_stage.h"

namespace vitrine::test {

using trace::Role;

std::unique_ptr<Scene> Stage::begin(engine::ConnectionOptions options) {
    if (resumes_) {
        Scene first{role_, *config_, cast_};
        if (!run(first, handshake_of(role_, cast_)).empty()) return nullptr;
        memory_ = first.puppet.facts.memory();
        session_ = first.engine.connection->session();
        if (!session_.has_value()) return nullptr;
        if (role_ == Role::client) options.session = &*session_;
    }
    return std::make_unique<Scene>(role_, *config_, now(), options);
}

Script Stage::script() const {
    return handshake_of(role_, now());
}

Cast Stage::now() const {
    Cast cast = cast_;
    if (resumes_) cast.resumes = &memory_;
    return cast;
}

}  // namespace vitrine::test
