//! How the list of commands becomes a type: residents' programs know a part of it, and keep the rest as it is.

/// Makes the list of commands of two parts.
macro_rules! commands {
    (
        residents { $($(#[$doc:meta])+ $name:ident {
            $($(#[$mark:meta])* $field:ident: $type:ty = $what:literal),+ $(,)?
        })+ }
        helpers { $($(#[$helpers_doc:meta])+ $helpers:ident {
            $($(#[$helpers_mark:meta])* $helpers_field:ident: $helpers_type:ty = $helpers_what:literal),+ $(,)?
        })+ }
    ) => {
        /// One thing that a person does.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        pub enum Command {
            $($(#[$doc])+ $name { $($(#[$mark])* #[doc = $what] $field: $type),+ },)+
            $($(#[$helpers_doc])+ #[cfg(feature = "desk")] $helpers {
                $($(#[$helpers_mark])* #[doc = $helpers_what] $helpers_field: $helpers_type),+
            },)+
            /// What the residents' program need not understand to keep it and send it.
            #[cfg(not(feature = "desk"))]
            #[serde(untagged)]
            Other(Json<'static>),
        }
    };
}
